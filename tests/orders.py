"""The callback order in ten languages, and its genuine twin: the case that Legitbot began with."""

from dataclasses import dataclass

AMOUNT, PHONE = "{amount}", "{phone}"


@dataclass(frozen=True, slots=True)
class Order:
    """An order mail's sentences in one language."""

    language: str
    shop: str  # the genuine shop's domain
    subject: str
    greeting: str
    thanks: str
    total: str  # with {amount}
    way_out: str  # with {phone}: what makes it a scam
    view: str  # what the genuine mail says instead
    amount: str
    phone: str  # fictional
    forward: tuple[str, str, str, str, str]  # the client's banner, From, Sent, To, Subject


ORDERS = (
    Order(
        "en", "amazon.com", "Your order is confirmed", "Dear customer,", "Thank you for shopping with us. Your laptop ships today.",
        "Order total: {amount}", "Didn't order this? Call our support team on {phone} to cancel it and get your money back.",
        "View or edit your order", "$1,849.99", "803-555-0142",
        ("---------- Forwarded message ---------", "From", "Date", "To", "Subject"),
    ),
    Order(
        "de", "amazon.de", "Ihre Bestellung ist eingegangen", "Guten Tag,", "vielen Dank für Ihren Einkauf. Das Notebook wird heute verschickt.",
        "Gesamtbetrag: {amount}", "Sie haben das nicht bestellt? Bitte rufen Sie unseren Kundendienst unter {phone} an, um die Bestellung zu stornieren.",
        "Bestellung ansehen oder ändern", "1.849,99 €", "030 23125 042",
        ("-----Ursprüngliche Nachricht-----", "Von", "Gesendet", "An", "Betreff"),
    ),
    Order(
        "fr", "amazon.fr", "Votre commande est confirmée", "Bonjour,", "Merci de votre achat. Votre ordinateur part aujourd'hui.",
        "Montant total : {amount}", "Vous n'êtes pas à l'origine de cette commande ? Appelez notre service client au {phone} pour l'annuler.",
        "Voir ou modifier votre commande", "1 849,99 €", "01 99 00 12 34",
        ("---------- Message transféré ---------", "De", "Date", "À", "Objet"),
    ),
    Order(
        "es", "amazon.es", "Su pedido está confirmado", "Estimado cliente:", "Gracias por su compra. El portátil sale hoy.",
        "Importe total: {amount}", "¿No ha hecho usted este pedido? Llame a nuestro servicio de atención al {phone} para cancelarlo.",
        "Ver o modificar el pedido", "1.849,99 €", "900 555 014",
        ("---------- Mensaje reenviado ---------", "De", "Fecha", "Para", "Asunto"),
    ),
    Order(
        "pt", "amazon.com.br", "Seu pedido foi confirmado", "Prezado cliente,", "Obrigado pela sua compra. O notebook será enviado hoje.",
        "Valor total: {amount}", "Não fez esta compra? Ligue para a nossa central no {phone} para cancelar o pedido.",
        "Ver ou alterar o pedido", "R$ 8.499,00", "(11) 5555-0142",
        ("---------- Mensagem encaminhada ---------", "De", "Data", "Para", "Assunto"),
    ),
    Order(
        "it", "amazon.it", "Il tuo ordine è confermato", "Gentile cliente,", "grazie per il tuo acquisto. Il portatile parte oggi.",
        "Totale ordine: {amount}", "Non hai effettuato questo ordine? Chiama il nostro servizio clienti al {phone} per annullarlo.",
        "Vedi o modifica l'ordine", "1.849,99 €", "800 555 014",
        ("---------- Messaggio inoltrato ---------", "Da", "Data", "A", "Oggetto"),
    ),
    Order(
        "nl", "amazon.nl", "Je bestelling is bevestigd", "Beste klant,", "bedankt voor je aankoop. De laptop wordt vandaag verzonden.",
        "Totaalbedrag: {amount}", "Heb je deze bestelling niet geplaatst? Bel onze klantenservice op {phone} om te annuleren.",
        "Bestelling bekijken of wijzigen", "€ 1.849,99", "085 555 01 42",
        ("---------- Doorgestuurd bericht ---------", "Van", "Datum", "Aan", "Onderwerp"),
    ),
    Order(
        "pl", "amazon.pl", "Twoje zamówienie zostało przyjęte", "Szanowny kliencie,", "dziękujemy za zakupy. Laptop wyślemy dzisiaj.",
        "Kwota zamówienia: {amount}", "To nie Ty złożyłeś to zamówienie? Zadzwoń do naszego działu obsługi pod numer {phone}, aby je anulować.",
        "Zobacz lub zmień zamówienie", "7 899,00 zł", "22 555 01 42",
        ("---------- Przekazana wiadomość ---------", "Od", "Data", "Do", "Temat"),
    ),
    Order(
        "sv", "amazon.se", "Din beställning är bekräftad", "Hej kund,", "tack för ditt köp. Datorn skickas i dag.",
        "Summa: {amount}", "Har du inte gjort den här beställningen? Ring vår kundtjänst på {phone} för att avbeställa.",
        "Visa eller ändra beställningen", "18 499 kr", "08-465 004 42",
        ("---------- Vidarebefordrat meddelande ---------", "Från", "Datum", "Till", "Ämne"),
    ),
    Order(
        "ja", "amazon.co.jp", "ご注文の確認", "お客様", "ご注文ありがとうございます。ノートパソコンは本日発送いたします。",
        "ご請求額：{amount}", "このご注文にお心当たりがない場合は、{phone} までお電話いただき、キャンセルのお手続きをお願いいたします。",
        "注文内容を表示", "189,800円", "03-5555-0142",
        ("---------- 転送メッセージ ---------", "差出人", "日付", "宛先", "件名"),
    ),
)  # fmt: skip


def scam_lines(order: Order, phone: str | None = None) -> list[str]:
    """The spoofed order's paragraphs."""
    total = order.total.format(amount=order.amount)
    return [order.greeting, order.thanks, total, order.way_out.format(phone=phone or order.phone), "Amazon"]


def genuine_mail(order: Order) -> str:
    """The real order of the real shop, as its receiver's server left it."""
    link = f"https://www.{order.shop}/gp/css/order-history"
    lines = [order.greeting, order.thanks, order.total.format(amount=order.amount), f"{order.view}: {link}", "Amazon"]
    return (
        f"Authentication-Results: mx.reader.example; dkim=pass header.d={order.shop}; dmarc=pass header.from={order.shop}\n"
        f"Received: from out.amazonses.com (203.0.113.31) by mx.reader.example with ESMTPS; Mon, 02 Nov 2026 08:00:00 +0000\n"
        f"From: Amazon <auto-confirm@{order.shop}>\nTo: Ann Reader <ann@reader.example>\nSubject: {order.subject}\n"
        "Date: Mon, 02 Nov 2026 08:00:00 +0000\nContent-Type: text/plain; charset=utf-8\n\n" + "\n\n".join(lines)
    )
