"""The pieces that addresses are made of: what scammers add to a brand, and what honest firms are called."""

# What scammers add to a brand's name, in the languages of the mails they send.
ADDED_WORDS = frozenset(
    """secure security secured safe safety login logon signin sign verify verified verification validate
    validation confirm confirmation support help helpdesk helpcenter service services servicing servicio
    servizio serviço account accounts acct konto kunde kunden compte cuenta conta conto billing bill
    invoice rechnung factura facture payment payments pay payer paiement pago pagamento zahlung order
    orders pedido commande bestellung delivery deliver redelivery redeliver livraison colis entrega
    envio consegna pacco paket pakket sendung zustellung parcel parcels package packages track tracking
    suivi reschedule shipping shipment customs refund refunds rückerstattung rembourse remboursement
    reembolso rimborso claim claims update updates updating upgrade renew renewal restore recover
    recovery reset unlock locked alert alerts notice notification notifications notify info online web
    portal center centre client clients customer customers care user users member members membership
    prime reward rewards bonus gift gifts giftcard prize promo offer offers survey auth authenticate
    authentication authorize wallet connect dapp airdrop token bank banking card cards mail email team
    desk dept department office official app apps mobile id identity access check review case dispute
    resolution protect protection fraud admin manage my your the get go now today usa uk eu us de fr es
    it nl pl se jp com net org sicherheit sicher anmelden bestätigen prüfen aktualisieren seguro
    seguridad verificar sécurité securite espace suporte assistance assistenza atencion fee fees toll
    fine tax postal post store shop deal deals sale sales trade invest crypto exchange swap stake
    staking tan phototan pin otp code codes document documents file files share shared drive voicemail
    confirma conferma confirme confirmacion confirmacao verificacion verificacao verificação verifica
    verifiser verificatie veilig beveiliging sicurezza seguranca segurança aktivierung aktualisierung
    bestaetigung bestätigung bevestigen resgate desbloqueio bloqueio livrare dostawa przesylka doplata
    platnosc leverans betala betaling toldavgift douane aduana aduanas""".split()
)  # fmt: skip
# Not told apart from honest words or from other firms' initials, whoever owns an address that begins so.
NOBODYS = frozenset(
    """www post visa bank banco mail online login admin service office live max go my id group gov state
    open direct united national union central first metro capital credit discover discovery inter""".split()
)
# Parts of brands' names that tell nothing by themselves.
FILLERS = frozenset("bank banque banca banco card group online the de of and la le el inc direct".split())
# What an imitator adds to the name of a firm that the reader knows.
FIRM_WORDS = frozenset(
    """group inc ltd llc gmbh corp co company intl international global invoice invoices billing accounts
    finance payments hr it okta sso vpn help helpdesk support security portal login mail secure team
    office services desk ap ar""".split()
)
SPELT_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "ß": "ss"})
# Words and firms that are honestly close to a brand's name.
HONEST = frozenset(
    """advantage advantages amazonas amazone applebees auction blocked blocking bridge consensus delivered
    delivers deliver direct directs discovery easynet expansive expensive expression fortune fortunes
    hosting interact mcdonald micros nation nypost orangery packet packets payphone revolt shapefile
    shapefiles shareable spotlight squire stride strike telefonisch telnet trader traders trailing
    training transition""".split()
)
