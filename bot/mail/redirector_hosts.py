"""Which hosts rewrite links, and how each hides the target: the table that `redirectors` works from.

A line is a service, how its links are taken apart, and its places: a host (with all below it), or a host
and the beginning of a path in lower case. Lines that begin with a space go on. "param:u,url" is a query
field that has the target plainly or percent-encoded, "base64:u" in base64, "path" an address in the path,
"anywhere" any of those, "opaque" a link whose target only the service knows; the others are named after
the service.
"""

from collections.abc import Iterator

_TABLE = """
safelinks param:url safelinks.protection.outlook.com safelinks.protection.office365.us
    safelinks.protection.outlook.de safelinks.protection.partner.outlook.cn
    statics.teams.cdn.office.net/evergreen-assets/safelinks safelinks.office365.us
safelinks param:destination,url safelink.emails.azure.net
proofpoint proofpoint urldefense.proofpoint.com urldefense.com urldefense.us
mimecast mimecast mimecast.com/s/ mimecast.com/redirect mimecastprotect.com mimecast-offshore.com
barracuda param:a linkprotect.cudasvc.com
cisco path secure-web.cisco.com
trend-micro param:url,u ctp.trendmicro.com trendmicro.com/wis/clicktime trendmicro.eu/wis/clicktime
    trendmicro.com:443/wis/clicktime trendmicro.co.jp/wis/clicktime
sophos base64:u protection.sophos.com
symantec param:u clicktime.symantec.com clicktime.cloud.symantec.com
fireeye param:u protect2.fireeye.com protect2.trellix.com protect.fireeye.com
check-point underscores protect.checkpoint.com url.avanan.click
check-point param:o,url avanan.url-protection.com url-protection.com
edgepilot param:u link.edgepilot.com
cloudmark anywhere emailprotection.link hornetsecurity.com cloud-security.net vadesecure.com
google param:adurl,url,q googleadservices.com google.com/aclk google.com/pagead
google doubleclick doubleclick.net
google opaque notifications.googleapis.com c.gle
google anywhere google.com/travel/clk google.com/local_url google.com/link
google param:u translate.google.com/translate
google translated translate.goog
google amp cdn.ampproject.org
facebook param:u l.facebook.com lm.facebook.com facebook.com/l.php facebook.com/flx/warn l.messenger.com
instagram param:u l.instagram.com l.threads.net l.threads.com
linkedin param:url,dest,redirect,session_redirect linkedin.com/redir linkedin.com/comm/redir
    linkedin.com/safety/go linkedin.com/authwall
linkedin opaque linkedin.com/slink lnkd.in
youtube param:q,url youtube.com/redirect youtube.com/attribution_link
bing bing bing.com/ck/a bing.com/aclick
bing param:url bing.com/alink bing.com/newtabredir
yahoo yahoo r.search.yahoo.com search.yahoo.com/_ylt r.mail.yahoo.com click.mail.yahoo.com
    mail.yahoo.com/uri click.mail.aol.com rd.yahoo.com
vk param:to,url vk.com/away.php vk.com/away away.vk.com vkontakte.ru/away.php vk.ru/away.php
ok param:st.link,link ok.ru/dk link.ok.ru
steam param:u,url steamcommunity.com/linkfilter store.steampowered.com/linkfilter
slack param:url slack-redir.net slack.com/openid/redirect
reddit param:url out.reddit.com click.redditmail.com
reddit anywhere reddit.com/media
duckduckgo param:uddg,u duckduckgo.com/l duckduckgo.com/y.js
baidu opaque baidu.com/link baidu.com/baidu.php
telegram param:url t.me/iv
discord param:url discord.com/redirect
amazon param:U,url amazon.com/gp/r.html amazon.co.uk/gp/r.html amazon.de/gp/r.html amazon.fr/gp/r.html
    amazon.es/gp/r.html amazon.it/gp/r.html amazon.nl/gp/r.html amazon.pl/gp/r.html amazon.se/gp/r.html
    amazon.co.jp/gp/r.html amazon.in/gp/r.html amazon.ca/gp/r.html amazon.com.au/gp/r.html
    amazon.com.br/gp/r.html amazon.com.mx/gp/r.html amazon.ae/gp/r.html amazon.sa/gp/r.html
    amazon.sg/gp/r.html amazon.com.tr/gp/r.html amazon.com.be/gp/r.html amazon.eg/gp/r.html
ebay param:loc,mpre,url rover.ebay.com ebay.com/rvr
azure param:url azureedge.net/redirect attachments.office.net/redirect
amazon-ses awstrack awstrack.me
sendgrid anywhere ct.sendgrid.net sendgrid.net/ls sendgrid.net/wf sendgrid.me
hubspot anywhere hubspotlinks.com hubspotlinksstarter.com hubspotlinksfree.com hs-sites.com/e3t
    track.hubspot.com hubspotemail.net hubspot.com/e1t hubspot.com/e2t hubspot.com/e3t
mailchimp anywhere list-manage.com/track list-manage1.com/track list-manage2.com/track mailchi.mp/track
mandrill anywhere mandrillapp.com/track
klaviyo anywhere klclick.com klclick1.com klclick2.com klclick3.com trk.klaviyomail.com klaviyomail.com
substack anywhere substack.com/redirect email.mg1.substack.com email.mg2.substack.com email.substack.com
medium anywhere medium.com/r medium.com/m/global-identity click.email.medium.com
campaign-monitor anywhere cmail19.com cmail20.com createsend1.com createsend.com/t createsend4.com
    cmail1.com cmail2.com
activecampaign anywhere activehosted.com/proc.php activehosted.com/lt.php acemlna.com acemlnb.com
    acemlnc.com emlnk.com emlnk1.com emlnk9.com lt.acemlna.com
mailgun anywhere mailgun.org/c mailgun.org/track mailgun.net/c
mailjet anywhere mjt.lu
brevo anywhere sendibm1.com sendibt2.com sendibt3.com sendinblue.com/mk r.sib.email sibautomation.com
salesforce anywhere exct.net exacttarget.com click.email.salesforce.com pardot.com mkt.dynamics.com
convertkit anywhere convertkit-mail.com convertkit-mail2.com click.convertkit-mail.com ck.page/clicks
beehiiv anywhere link.mail.beehiiv.com
customer.io anywhere customeriomail.com track.customer.io
constant-contact anywhere rs6.net
postmark anywhere pstmrk.it click.pstmrk.it
sparkpost anywhere spgo.io sparkpostmail.com
getresponse anywhere getresponse.com/click.html
marketo anywhere mktoweb.com mkt-email.com
intercom anywhere intercom-mail.com via.intercom.io intercom-clicks.com
mailerlite anywhere mlsend.com mlsend2.com clicks.mlsend.com
zoho anywhere zcsend.net maillist-manage.com campaign-image.com
braze anywhere ablink.braze.com
iterable anywhere links.iterable.com
emarsys anywhere emsecure.net
aweber anywhere aweber.com/a clicks.aweber.com
awin anywhere awin1.com
tradedoubler anywhere clk.tradedoubler.com
cj anywhere anrdoezrs.net dpbolvw.net jdoqocy.com kqzyfj.com tkqlhce.com
skimlinks anywhere go.skimresources.com
viglink anywhere redirect.viglink.com
impact anywhere pxf.io
rakuten anywhere click.linksynergy.com
"""


def rows() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(service, how, places), in the order of the table: the first place that fits counts."""
    for line in _TABLE.replace("\n    ", " ").strip().splitlines():
        service, how, *places = line.split()
        yield service, how, tuple(places)
