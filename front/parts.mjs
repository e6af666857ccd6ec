/* The parts of the NL Design System that our pages use: per package the file, and of each file the classes that our templates carry. */
const candidate = (name) => `@nl-design-system-candidate/${name}-css/dist/${name}.css`;
const utrecht = (name) => `@utrecht/${name}-css/dist/index.css`;

export const tokens = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/variables.css";

export const parts = {
  [candidate("heading")]: "nl-heading nl-heading--level-1 nl-heading--level-2 nl-heading--level-3 nl-heading--level-4",
  [candidate("paragraph")]: "nl-paragraph nl-paragraph--lead",
  [candidate("link")]: "nl-link",
  [candidate("button")]: "nl-button nl-button--primary nl-button--secondary nl-button--subtle",
  [candidate("skip-link")]: "nl-skip-link nl-skip-link--visible-on-focus",
  [candidate("data-badge")]: "nl-data-badge",
  [candidate("number-badge")]: "nl-number-badge",
  [utrecht("form-field")]: "utrecht-form-field utrecht-form-field--invalid",
  [utrecht("form-label")]: "utrecht-form-label utrecht-form-label--checkbox utrecht-form-label--radio",
  [utrecht("form-field-description")]: "utrecht-form-field-description",
  [utrecht("form-field-error-message")]: "utrecht-form-field-error-message",
  [utrecht("form-fieldset")]: "utrecht-form-fieldset utrecht-form-fieldset--html-fieldset utrecht-form-fieldset--invalid utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend",
  [utrecht("textbox")]: "utrecht-textbox utrecht-textbox--html-input",
  [utrecht("textarea")]: "utrecht-textarea utrecht-textarea--html-textarea",
  [utrecht("select")]: "utrecht-select utrecht-select--html-select",
  [utrecht("checkbox")]: "utrecht-checkbox utrecht-checkbox--html-input",
  [utrecht("radio-button")]: "utrecht-radio-button utrecht-radio-button--html-input",
  [utrecht("table")]: "utrecht-table utrecht-table--html-table utrecht-table__cell--numeric-column utrecht-table__header-cell--numeric-column",
  [utrecht("alert")]: "utrecht-alert utrecht-alert--error utrecht-alert__content",
  [utrecht("data-list")]: "utrecht-data-list utrecht-data-list__item-key utrecht-data-list__item-value utrecht-data-list__item-value--html-dd",
  [utrecht("breadcrumb-nav")]: "utrecht-breadcrumb-nav utrecht-breadcrumb-nav__list utrecht-breadcrumb-nav__list--html-ol utrecht-breadcrumb-nav__link utrecht-breadcrumb-nav__link--current",
  [utrecht("pagination")]: "utrecht-pagination utrecht-pagination__relative-link utrecht-pagination__relative-link--next utrecht-pagination__relative-link--prev utrecht-pagination__page-link utrecht-pagination__page-link--current",
};
