"""Markup that is the same for everybody is made once a process and language."""

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation


def test_is_made_once_a_language():
    page = Template('{% same %}{% icon "bell" %}{% get_current_language as code %}{% now "u" %}{% endsame %}')
    first = page.render(Context())
    assert "bell" in first
    assert page.render(Context()) == first
    with translation.override("sv"):
        assert page.render(Context()) != first


def test_knows_nothing_of_who_looks():
    page = Template("{% same %}{% if name %}Hello{% else %}Nobody{% endif %}{% endsame %}")
    assert page.render(Context({"name": "Mara"})) == "Nobody"


@pytest.mark.parametrize("inside", ["{{ name }}", "{% csrf_token %}", "{% if a %}{{ b }}{% endif %}"])
def test_what_differs_is_refused(inside):
    with pytest.raises(TemplateSyntaxError):
        Template("{% same %}" + inside + "{% endsame %}")
