"""Which links stand at the foot of every mail, and which firms send mail and count clicks for others."""

# Beginnings of the words by which links at the foot of a mail are called, in the languages of the mails,
# folded as `bot.mail.fold.folded` does it.
FOOT_STEMS = (
    "unsubscri", "opt-out", "opt out", "optout", "manage preferences", "preference", "email settings",
    "notification settings", "subscription settings", "privacy", "terms of", "terms &", "terms and", "legal notice",
    "imprint", "cookie", "view in browser", "view this email", "view online", "view it in", "web version", "abmeld",
    "abbestell", "austrag", "datenschutz", "impressum", "agb", "nutzungsbedingungen", "im browser", "online-version",
    "onlineversion", "newsletter verwalten", "desabonn", "desinscri", "confidentialite", "mentions legales",
    "conditions generales", "version en ligne", "dans votre navigateur", "darse de baja", "dar de baja", "baja",
    "privacidad", "aviso legal", "condiciones de uso", "en el navegador", "cancelar suscripcion",
    "cancelar inscricao", "cancelar subscricao", "descadastr", "privacidade", "termos de", "no navegador", "disiscri",
    "cancella iscrizione", "annulla iscrizione", "termini", "nel browser", "afmeld", "uitschrijv", "privacybeleid",
    "algemene voorwaarden", "in je browser", "in uw browser", "wypisz", "zrezygnuj", "anuluj subskrypcj",
    "polityka prywatnosci", "regulamin", "w przegladarce", "avregistrera", "avprenumerera", "avsluta prenumeration",
    "integritetspolicy", "villkor", "i webblasaren", "odhlasit", "配信停止", "購読解除", "登録解除", "プライバシー",
    "利用規約", "退订",
)  # fmt: skip

# Pieces of such links' addresses, whatever the text says.
FOOT_PIECES = (
    "unsubscribe", "optout", "opt-out", "opt_out", "email-preferences", "emailpreferences", "email_preferences",
    "list-unsubscribe", "/unsub", "/abmelden", "/desabonnement", "mailman/listinfo", "mailman/options", "/privacy",
    "/terms",
)  # fmt: skip

# Where mails at their foot point to a firm's page, or to its program for a telephone.
SOCIAL = frozenset(
    """facebook.com fb.com fb.me instagram.com twitter.com x.com linkedin.com youtube.com youtu.be
    pinterest.com tiktok.com threads.net threads.com bsky.app xing.com snapchat.com vimeo.com flickr.com
    apps.apple.com itunes.apple.com play.google.com appgallery.huawei.com w3.org""".split()
)

# Firms that send newsletters, receipts and answers for others and count who clicks, beside those that
# `bot.mail.redirector_hosts` knows. Sources: the firms' own documentation of their links.
MAIL_SERVICES = frozenset(
    """sendgrid.net sendgrid.com sendgrid.me list-manage.com list-manage1.com list-manage2.com mailchimp.com
    mailchi.mp chimpstatic.com campaign-archive.com eepurl.com mandrillapp.com klaviyo.com klaviyomail.com
    klclick.com klclick1.com klclick2.com klclick3.com awstrack.me amazonses.com hubspot.com
    hubspotlinks.com hubspotlinksstarter.com hubspotlinksfree.com hubspotemail.net hs-sites.com mailjet.com
    mjt.lu exacttarget.com exct.net sfmc-content.com salesforce.com force.com salesforce-sites.com
    salesforceiq.com pardot.com marketo.com mktoweb.com mkt-email.com mkto-sj.com braze.com braze.eu
    appboy.com customer.io customeriomail.com intercom.io intercom.com intercom-mail.com
    intercom-clicks.com intercom.help zendesk.com zdusercontent.com freshdesk.com freshemail.io helpscout.net
    helpscout.com postmarkapp.com pstmrk.it mailgun.org mailgun.net mailgun.com sparkpostmail.com
    sparkpost.com spgo.io sendinblue.com brevo.com sendibm1.com sendibm2.com sendibm3.com sendibt2.com
    sendibt3.com sib.email sibautomation.com cmail19.com cmail20.com createsend.com createsend1.com
    createsend4.com cmail1.com cmail2.com campaignmonitor.com activehosted.com activecampaign.com
    acemlna.com acemlnb.com acemlnc.com emlnk.com emlnk1.com emlnk9.com substack.com medium.com
    convertkit.com convertkit-mail.com convertkit-mail2.com kit.com ck.page beehiiv.com constantcontact.com
    rs6.net ccsend.com getresponse.com getresponse360.com gr8.com iterable.com emarsys.net emarsys.com
    emsecure.net aweber.com mailerlite.com mlsend.com mlsend2.com zcsend.net zohocampaigns.com
    maillist-manage.com campaign-image.com responsys.net rsys2.com rsys5.com oracle-eloqua.com eloqua.com
    en25.com silverpop.com mkt5144.com pages02.net acoustic.co acoustic-campaign.com adobe-campaign.com
    campaign.adobe.com bluecore.com sailthru.com cordial.com cordial.io listrak.com listrakbi.com
    dotdigital.com dotmailer.com trackedlink.net dmtrk.net dmtrk.com rapidmail.de rapidmail.com cleverreach.com
    crsend.com newsletter2go.com inxmail.com optivo.net episerver.net mailingwork.de evalanche.com
    sc-networks.com mapp.com teradatadmc.com selligent.com slgnt.eu spotler.com copernica.com
    laposta.nl flexmail.eu mailplus.nl sendpulse.com sendsay.ru unisender.com esputnik.com
    mailup.com musvc1.net musvc2.net musvc3.net contactlab.it mailpoet.com omnisend.com omnisendlink.com drip.com
    dripemail2.com attentivemobile.com attn.tv yotpo.com ometria.com ometria.email exponea.com bloomreach.com
    netcorecloud.com moengage.com clevertap.com onesignal.com airship.com salesloft.com outreach.io
    mixmax.com yesware.com streak.com gainsight.com pendo.io vero.co mailmunch.com moosend.com
    benchmarkemail.com bmetrack.com icontact.com verticalresponse.com vresp.com e-goi.com egoiapp.com
    mdirector.com acumbamail.com doppler.com mailrelay.com actito.be actito.com splio.com sarbacane.com
    mailkit.com mailkit.eu ecomail.cz smartemailing.cz freshmail.pl getanewsletter.com apsis.one apsis.com
    rule.io ungapped.com paloma.se benchurl.com returnpath.net validity.com litmus.com movableink.com
    movable-ink-6710.com liveclicker.net trustpilot.com trustpilotmail.com bazaarvoice.com reviews.io feefo.com
    awin1.com linksynergy.com anrdoezrs.net dpbolvw.net jdoqocy.com kqzyfj.com tkqlhce.com pxf.io sjv.io
    doubleclick.net skimresources.com eventbrite.com narvar.com aftership.com parcellab.com
    bamboohr.com greenhouse.io lever.co workday.com myworkday.com docusign.net adobesign.com
    infusionsoft.com infusionsoft.app keap.com qksrv.net embluemail.com embluejet.com
        stripe.com intuit.com quickbooks.com xero.com""".split()
)
