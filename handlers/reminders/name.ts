/** What all buttons of this capability begin with: `nhac:…`. */
export const reminderPress = 'nhac'
