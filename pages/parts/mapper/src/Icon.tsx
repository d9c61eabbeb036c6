/** Small drawings, each with the name of what it does. */
const PATHS = {
  search: 'M8 13A5 5 0 1 0 8 3a5 5 0 0 0 0 10Zm3.7-1.3L16 16',
  remove: 'M4 5.5h10M7.5 5.5V3.5h3v2M5.5 5.5l.6 9h5.8l.6-9',
  copy: 'M6.5 6.5h7v8h-7zM4.5 11.5v-8h7',
  paste: 'M6.5 4h-2v11h9V4h-2M7 2.8h4v2.4H7zM7 9h4M7 12h4',
  fold: 'M5 4.5 9 8l4-3.5M5 13.5 9 10l4 3.5',
  unfold: 'm5 6.5 4-3.5 4 3.5M5 11.5 9 15l4-3.5',
  keys: 'M2.5 5.5h13v7.5h-13zM5 8h.1M8 8h.1M11 8h.1M13.5 8h.1M6 10.8h6',
  function: 'M12.5 3.6c-2-.9-3.2 0-3.6 2.2L7.6 13c-.4 2-1.5 2.7-3 2M6 8h6.5',
  format: 'M3 4.5h12M3 8h7M3 11.5h12M3 15h7',
  left: 'M11 4 6 9l5 5',
  right: 'm7 4 5 5-5 5',
  close: 'm5 5 8 8m0-8-8 8',
  bulb: 'M7 12.5C5.2 11.4 4.4 9.9 4.4 8a4.6 4.6 0 0 1 9.2 0c0 1.9-.8 3.4-2.6 4.5V14H7zM7.4 16h3.2',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 18 18" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

interface Button {
  icon: IconName
  label: string
  keys?: string
  disabled?: boolean
  pressed?: boolean
  onPress: () => void
}

/** A button that shows its icon only; its name is told to who points at it or hears it. */
export function IconButton({ icon, label, keys, disabled, pressed, onPress }: Button) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      aria-pressed={pressed}
      aria-keyshortcuts={keys}
      title={keys ? `${label} (${keys})` : label}
      disabled={disabled}
      onClick={onPress}
    >
      <Icon name={icon} />
    </button>
  )
}
