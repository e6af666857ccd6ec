"""How forms are drawn, and the fields every station shares."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Forms with an error summary on top and every field with its hint and its mistake."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"
    formset_template_name = "forms/formset.html"
