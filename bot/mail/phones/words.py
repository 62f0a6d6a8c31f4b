"""The words for the ten digits, by language: scammers spell a number out so that no filter finds it.

Also the words that announce a phone number, and those that announce another kind of number.
"""

_DIGITS = {  # 0 to 9; several spellings with a slash
    "en": "zero/oh/o/nought one two three four five six seven eight nine",
    "de": "null eins/ein zwei/zwo drei vier fünf/fuenf sechs sieben acht neun",
    "fr": "zéro/zero un/une deux trois quatre cinq six sept huit neuf",
    "es": "cero uno/un/una dos tres cuatro cinco seis siete ocho nueve",
    "pt": "zero um/uma dois/duas três/tres quatro cinco seis/meia sete oito nove",
    "it": "zero uno/un due tre quattro cinque sei sette otto nove",
    "nl": "nul een/één twee drie vier vijf zes zeven acht negen",
    "pl": "zero jeden dwa trzy cztery pięć/piec sześć/szesc siedem osiem dziewięć/dziewiec",
    "sv": "noll ett/en två/tva tre fyra fem sex sju åtta/atta nio",
}
DIGIT_WORDS: dict[str, str] = {
    spelling: str(digit)
    for words in _DIGITS.values()
    for digit, spellings in enumerate(words.split())
    for spelling in spellings.split("/")
}
REPEATS = {
    "double": 2,
    "triple": 3,
    "treble": 3,
    "doppel": 2,
    "doble": 2,
    "duplo": 2,
    "doppio": 2,
    "dubbel": 2,
}
NUMBER_WORDS = frozenset(DIGIT_WORDS) | REPEATS.keys() | {"plus"} | frozenset("0123456789")

# A star at the end stands for any ending.
_CALL = """
    call calls calling called phone phones telephone tel tél dial ring mobile mob cell helpline hotline fax whatsapp sms
    toll contact reach helpdesk infoline voice fon gsm tlf tfno phoned telefon* rufen anruf* ruf
    hilfe kontakt* handy mobil* durchwahl appel* téléphon* joindre contacter teléfono* telefono* llam* móvil contacte
    ligue ligar telefone* celular telemóvel contato chiam* verde cellulare contatta* bel bellen telefoonnummer dzwoń
    zadzwoń infolinia kontaktowy ringa telefonnummer
"""
_OTHER = """
    order orders invoice inv reference tracking track case ticket account acct iban vat card serial sku isbn ean amount
    booking confirmation transaction txn receipt policy license licence version claim po parcel shipment item docket
    passport sort bsb bestell* rechnung* kunden* auftrag* sendung* konto* vertrag* beleg* steuer* commande facture colis
    compte pedido factura cuenta envío fatura conta cnpj cpf nif encomenda ordine fattura conto spedizione bestelnummer
    factuur* klantnummer zamówieni* faktur* konta przesyłk* nip pesel regon orgnr ordernummer kundnummer ocr bankgiro
    plusgiro siret siren tva handelsregister hrb krs iva abn acn gst* ein ssn ust*
"""
NUMBER = frozenset("no nr num number numero número numéro nummer id ref code us # №".split())
CALL_SIGNS = "☎ ☏ 📞 📱 ✆ ℡ 電話 でんわ 連絡先 フリーダイヤル".split()
OTHER_SIGNS = "注文 番号 口座".split()


def _split(words: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """(whole words, beginnings of words)."""
    found = words.split()
    return frozenset(one for one in found if one[-1] != "*"), tuple(one[:-1] for one in found if one[-1] == "*")


CALL, CALL_STEMS = _split(_CALL)
OTHER, OTHER_STEMS = _split(_OTHER)
