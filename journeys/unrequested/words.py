"""Who tells something, and what is written about it."""

CONCERN = "Ik werk en zorg voor mijn vader. De dagbesteding belt altijd als ik voor de klas sta."
ALIKE = "De dagbesteding belt mij altijd op mijn werk. Ik zorg voor mijn vader en voor de klas kan ik niet bellen."
THEME = "Zorgen en werken"
PROMISE = "Alle mantelzorgers krijgen een vast nummer"
STUCK = "Wij wachten op geld in de begroting."
EXECUTOR = "uitvoering@gemeente.voorbeeld.nl"
