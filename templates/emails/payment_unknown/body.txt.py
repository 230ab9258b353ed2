BBBB BBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBB BBBBBB BBBBBBBB BB BBBBBBBBBBBBBBBB BBBBB BBBB BB BBBB gettext(u'Hello %(name)s,') SSSSS SSSSSSSSS

 gettext(u'since %(from)s nobody knows whether the bank has payment %(reference)s of %(sum)s to %(partner)s: %(words)s') SSSSS SSSSSSSS SSSSSS SSSSS SSSSSSS SSS SSSS SSS SSSSSSS SSSSSSSSSSSSS SS SSSSSSS SS SSSSSSSSSSSS SSSSSSSSS

 gettext(u'It is never sent again by itself. Ask the bank; then one payer notes its answer, and another agrees.') 

 gettext(u'Clear it up here:') 

BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
