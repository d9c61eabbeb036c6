// An object without what is empty, as Koppel sends it.
export function filled(made) {
  for (const key in made) {
    const value = made[key];
    if (value === null || value === undefined || value === "") delete made[key];
  }
  return made;
}
