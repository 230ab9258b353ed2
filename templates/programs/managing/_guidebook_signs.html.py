 _("How text is marked") 
  XXX XXXXXXXXXXXXXX
    XXXXXXXXXXXX  gettext(u'Heading') XXXXXXXXXXXXXXXX gettext(u'begins a section. Both languages need the same number of headings, in the same order.') XXXXX
    XXXXXXXXXXXX gettext(u'words') XXXXXXXXXXXXXXXXXX gettext(u'are bold.') XXXXX
    XXXXXXXXXXX  gettext(u'item') XXXXXXXXXXXXXXXX gettext(u'is an item of a list; 1. begins a numbered one.') XXXXX
    XXXXXXXXXXX gettext(u'words') XXXXXXXXXXXXXXXXXXXXXXXXXXXX gettext(u'is a link; [words](#name) leads to a chapter or section by its name in the address.') XXXXX
    XXXXXXXXXXX gettext(u'words') XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX gettext(u'names an activity: its page among the core requirements then links to this section.') XXXXX
    XXXXXXXXXXX  gettext(u'one')  X  gettext(u'two')  XXXXXXXXXXXXXXXXX gettext(u'is a row of a table; a row of dashes follows the first one.') XXXXX
  XXXXX
  XXX gettext(u'Pictures and HTML are not drawn.') XXXX
BBBBBBBBBBBBB
