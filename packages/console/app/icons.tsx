/** Small line icons, drawn for this product. They say nothing to screen readers: what they stand beside does. */

const PATHS = {
  inbox: 'M4 13l2.5-8h11L20 13v6H4zM4 13h4.5a3.5 3.5 0 0 0 7 0H20',
  folder: 'M4 6h5l2 2.5h9V19H4z',
  chart: 'M5 20V11M12 20V4M19 20v-6',
  send: 'M4 12L20 4l-5 16-3.5-6.5zM11.5 13.5L20 4',
  gear: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  search: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5L20 20',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4',
  back: 'M14.5 6L8.5 12l6 6',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM12 8v4.5l3 2',
  person: 'M12 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5 20c.6-4 3.4-6 7-6s6.4 2 7 6',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8.2v.1',
  clip: 'M18 11l-6.5 6.5a4 4 0 0 1-5.7-5.7L13 4.7a2.7 2.7 0 0 1 3.8 3.8l-7 7a1.3 1.3 0 0 1-1.9-1.9L14 7.5',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  flag: 'M6 21V4h11l-2.5 4.5L17 13H6',
  pen: 'M5 19l1-4L16 5l3 3L9 18zM14 7l3 3',
  hand: 'M8 12V6.5a1.5 1.5 0 0 1 3 0V11m0-5.5a1.5 1.5 0 0 1 3 0V11m0-4a1.5 1.5 0 0 1 3 0v7c0 4-2 6.5-5.5 6.5S7 18 5 14.5a1.4 1.4 0 0 1 2.4-1.3L8 14',
  keyboard: 'M3 7h18v10H3zM7 10.5v.1M11 10.5v.1M15 10.5v.1M8 14h8',
  filter: 'M4 6h16M7 12h10M10 18h4',
  plus: 'M12 5v14M5 12h14',
  star: 'M12 4l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L4 9.7 9.6 9z',
  route: 'M6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 17h6a3 3 0 0 0 0-6h-4a3 3 0 0 1 0-6h6',
  lost: 'M4 4l16 16M5 10a11 11 0 0 1 4-2.3M12.5 7A11 11 0 0 1 19 10M8 13.5a6 6 0 0 1 3-1.5M12 17.5v.1',
  phone: 'M6 4h3.5l1.5 4-2 1.5a11 11 0 0 0 5.5 5.5l1.5-2 4 1.5V18a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2z',
  dots: 'M5 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M11 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0M17 12a1 1 0 1 0 2 0 1 1 0 1 0-2 0',
  merge: 'M7 4v4c0 4 5 4 5 8v4M17 4v4c0 4-5 4-5 8',
  split: 'M12 4v4c0 4-5 4-5 8v4M12 8c0 4 5 4 5 8v4',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1',
  box: 'M4 5h16v4H4zM5.5 9v10h13V9M10 13h4',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5',
  hidden:
    'M4 4l16 16M9.5 6A9.6 9.6 0 0 1 12 5.7c4.5 0 7.6 3.4 9 6.3a13 13 0 0 1-2.5 3.4M6.2 8A13 13 0 0 0 3 12c1.4 2.9 4.5 6.3 9 6.3 1.3 0 2.5-.3 3.6-.8M10 10a2.8 2.8 0 0 0 4 4',
  bot: 'M5 9h14v10H5zM12 9V5M9.5 13.5v1M14.5 13.5v1M9 4.5h6',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
