"""How large what people send may be: the one home of these numbers for pages, importers and the servers in front."""

MEGABYTE = 1024 * 1024
FILE = 60 * MEGABYTE
FORM = MEGABYTE * 5 // 2
FORM_WITH_FILE = FILE + FORM
