import { describe, expect, it } from '@jest/globals';
import { durableAt, readCalls } from './system-calls.ts';

const OPEN = '1 openat(AT_FDCWD</>, "/d/s", O_WRONLY|O_DSYNC|O_CLOEXEC) = 20</d/s>';
const WRITE = '2 writev(19</d/s>, [], 1) = 1';

describe('Reading a trace', () => {
  it.each([
    { name: 'a write that was synced', lines: [WRITE, '1 fdatasync(19</d/s>) = 0'], at: 1 },
    { name: 'a write to a synchronous descriptor', lines: [OPEN, '1 pwrite64(20</d/s>, "x"..., 1, 0) = 1'], at: 1 },
    { name: 'a write without a sync', lines: [WRITE], at: Number.POSITIVE_INFINITY },
    {
      name: 'a sync that began before the write ended',
      lines: ['1 fdatasync(19</d/s> <unfinished ...>', WRITE, '1 <... fdatasync resumed>) = 0'],
      at: Number.POSITIVE_INFINITY,
    },
    {
      name: 'a sync that ends later',
      lines: [
        WRITE,
        '1 fdatasync(19</d/s> <unfinished ...>',
        '3 write(1<pipe:[5]>, "a", 1) = 1',
        '1 <... fdatasync resumed>) = 0',
      ],
      at: 3,
    },
    {
      name: 'a sync that failed',
      lines: [WRITE, '1 fdatasync(19</d/s>) = -1 EIO (Input/output error)'],
      at: Number.POSITIVE_INFINITY,
    },
    { name: 'a sync of another file', lines: [WRITE, '1 fdatasync(21</d/t>) = 0'], at: Number.POSITIVE_INFINITY },
  ])('tells when $name is on disk', ({ lines, at }) => {
    expect(durableAt(readCalls(lines.join('\n')), '/d/s', -1, 1)).toBe(at);
  });
});
