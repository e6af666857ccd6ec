/* Who sent a form with errors lands on the list of them. */
document.querySelector(".errors")?.focus();
