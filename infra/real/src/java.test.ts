import { describe, expect, it } from '@jest/globals';
import { javaMajor } from './java.ts';

describe('the major version of Java', () => {
  it.each([
    { printed: 'openjdk version "17.0.15" 2025-04-15', major: 17 },
    { printed: 'openjdk version "21" 2023-09-19', major: 21 },
    { printed: 'java version "1.8.0_452"', major: 8 },
    { printed: 'Picked up JAVA_TOOL_OPTIONS: -Xmx1g\nopenjdk version "11.0.2"', major: 11 },
    { printed: 'The operation couldn’t be completed. Unable to locate a Java Runtime.', major: undefined },
  ])('of $printed is $major', ({ printed, major }) => {
    expect(javaMajor(printed)).toBe(major);
  });
});
