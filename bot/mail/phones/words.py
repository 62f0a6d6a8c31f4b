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

# Pieces of regular expressions, one word each; an underscore is white space.
_CALL = r"""
    calls? calling called phones? telephones? tel tél dial ring mobile cell helpline hotline fax whatsapp sms
    text toll free contact reach support helpdesk desk telefon\w* rufen anruf\w* ruf hilfe kontakt handy
    mobil\w* durchwahl appel\w* téléphon\w* joindre contacter numéro teléfono telefono llam\w* móvil
    contacte ligue ligar telefone celular telemóvel contato chiam\w* numero_verde cellulare contatta\w*
    bel bellen telefoonnummer dzwoń zadzwoń infolinia kontaktowy ringa telefonnummer
    電話 でんわ 連絡先 フリーダイヤル ☎ ☏ 📞 📱 ✆ ℡ mob infoline voice fon gsm tlf tfno
"""
_OTHER = r"""
    order orders invoice inv ref reference id tracking track case ticket account acct a/c iban vat card
    serial sku isbn ean amount booking confirmation transaction txn receipt policy licen[cs]e version
    claim po parcel shipment item docket passport bestell\w* rechnung\w* kunden\w* auftrag\w*
    sendung\w* konto\w* vertrag\w* beleg\w* steuer\w* commande facture colis compte pedido factura
    cuenta envío fatura conta cnpj cpf nif encomenda ordine fattura conto spedizione bestelnummer
    factuur\w* klantnummer zamówieni\w* faktur\w* konta przesyłk\w* nip pesel regon orgnr ordernummer
    kundnummer ocr bankgiro plusgiro 注文\w{0,4} 番号 口座\w{0,4} bsb sort_code siret siren tva
    handelsregister hrb krs p\.?\s?iva abn acn gst\w* ein ssn ust\w*
"""
CALL = "|".join(_CALL.split()).replace("_", r"\s+")
OTHER = "|".join(_OTHER.split()).replace("_", r"\s+")
