/** Stored content of earlier versions, brought up to the version at hand when it is read; it is written back with the next write. */
import { AppError } from '@facteur/primitives';

/** From one version to the next: pure, JSON in, JSON out. */
export type Migration = (content: unknown) => unknown;

/** The version that `migrations` lead to; content that never was migrated is of version 1. */
export function versionOf(migrations: readonly Migration[] = []): number {
  return migrations.length + 1;
}

/**
 * The content as this version has it.
 * @param stored the version it was written with; anything but a number counts as 1
 * @throws AppError `DATA_FOLDER_NEWER` (retry later, by a process of that version) when a later version of the product wrote it
 */
export function migrated(
  what: string,
  content: unknown,
  stored: unknown,
  migrations: readonly Migration[] = [],
): unknown {
  const version = typeof stored === 'number' ? stored : 1;
  if (version > versionOf(migrations))
    throw new AppError(
      'DATA_FOLDER_NEWER',
      `${what} is of version ${version}, this process reads up to ${versionOf(migrations)}: upgrade this process`,
      { retry: 'later', version },
    );
  return migrations.slice(version - 1).reduce((before, migrate) => migrate(before), content);
}
