"""Countries, what is said of their people, and their capitals: news calls one by the other."""

import re
from typing import NamedTuple

# country = other names / of its people / capital; "*" marks a capital that is also its country.
_LISTED = """
Afghanistan/Afghan,Afghani/Kabul|Albania/Albanian/Tirana|Algeria/Algerian/Algiers
Andorra/Andorran/|Angola/Angolan/Luanda|Argentina/Argentine,Argentinian/Buenos Aires
Armenia/Armenian/Yerevan|Australia/Australian,Aussie/Canberra|Austria/Austrian/Vienna
Azerbaijan/Azerbaijani,Azeri/Baku|Bahamas/Bahamian/Nassau|Bahrain/Bahraini/Manama
Bangladesh/Bangladeshi/Dhaka|Barbados/Barbadian/Bridgetown|Belarus/Belarusian/Minsk
Belgium/Belgian/Brussels|Belize/Belizean/Belmopan|Benin/Beninese/Porto-Novo
Bhutan/Bhutanese/Thimphu|Bolivia/Bolivian/La Paz|Bosnia,Bosnia and Herzegovina/Bosnian/Sarajevo
Botswana/Botswanan/Gaborone|Brazil/Brazilian/Brasilia|Brunei/Bruneian/
Bulgaria/Bulgarian/Sofia|Burkina Faso/Burkinabe/Ouagadougou|Burundi/Burundian/Bujumbura
Cambodia/Cambodian/Phnom Penh|Cameroon/Cameroonian/Yaounde|Canada/Canadian/Ottawa
Cape Verde/Cape Verdean/Praia|Chad/Chadian/N'Djamena|Chile/Chilean/Santiago
China,PRC/Chinese/Beijing|Colombia/Colombian/Bogota|Costa Rica/Costa Rican/San Jose
Croatia/Croatian,Croat/Zagreb|Cuba/Cuban/Havana|Cyprus/Cypriot/Nicosia
Czech Republic,Czechia/Czech/Prague|Denmark/Danish,Dane/Copenhagen|Djibouti/Djiboutian/
Dominican Republic/Dominican/Santo Domingo|Congo,DRC/Congolese/Kinshasa
Ecuador/Ecuadorian,Ecuadorean/Quito|Egypt/Egyptian/Cairo|El Salvador/Salvadoran/San Salvador
Eritrea/Eritrean/Asmara|Estonia/Estonian/Tallinn|Eswatini,Swaziland/Swazi/Mbabane
Ethiopia/Ethiopian/Addis Ababa|Fiji/Fijian/Suva|Finland/Finnish,Finn/Helsinki
France/French,Frenchman/Paris|Gabon/Gabonese/Libreville|Gambia/Gambian/Banjul
Georgia/Georgian/Tbilisi|Germany/German/Berlin|Ghana/Ghanaian/Accra|Greece/Greek/Athens
Guatemala/Guatemalan/|Guinea/Guinean/Conakry|Guyana/Guyanese/Georgetown
Haiti/Haitian/Port-au-Prince|Honduras/Honduran/Tegucigalpa|Hungary/Hungarian/Budapest
Iceland/Icelandic,Icelander/Reykjavik|India/Indian/New Delhi,Delhi|Indonesia/Indonesian/Jakarta
Iran/Iranian/Tehran|Iraq/Iraqi/Baghdad|Ireland/Irish,Irishman/Dublin
Israel/Israeli/Jerusalem,Tel Aviv|Italy/Italian/Rome|Ivory Coast/Ivorian/Abidjan,Yamoussoukro
Jamaica/Jamaican/Kingston|Japan/Japanese/Tokyo|Jordan/Jordanian/Amman
Kazakhstan/Kazakh,Kazakhstani/Astana,Nur-Sultan|Kenya/Kenyan/Nairobi|Kosovo/Kosovar/Pristina
Kuwait/Kuwaiti/|Kyrgyzstan/Kyrgyz,Kyrgyzstani/Bishkek|Laos/Lao,Laotian/Vientiane
Latvia/Latvian/Riga|Lebanon/Lebanese/Beirut|Lesotho/Basotho/Maseru|Liberia/Liberian/Monrovia
Libya/Libyan/Tripoli|Liechtenstein/Liechtensteiner/Vaduz|Lithuania/Lithuanian/Vilnius
Luxembourg/Luxembourger/|Madagascar/Malagasy/Antananarivo|Malawi/Malawian/Lilongwe
Malaysia/Malaysian/Kuala Lumpur|Maldives/Maldivian/Male|Mali/Malian/Bamako|Malta/Maltese/Valletta
Mauritania/Mauritanian/Nouakchott|Mauritius/Mauritian/Port Louis|Mexico/Mexican/Mexico City
Moldova/Moldovan/Chisinau|Monaco/Monegasque/|Mongolia/Mongolian/Ulaanbaatar
Montenegro/Montenegrin/Podgorica|Morocco/Moroccan/Rabat|Mozambique/Mozambican/Maputo
Myanmar,Burma/Burmese/Naypyidaw|Namibia/Namibian/Windhoek|Nepal/Nepali,Nepalese/Kathmandu
Netherlands,Holland/Dutch,Dutchman/Amsterdam,The Hague|New Zealand/New Zealander,Kiwi/Wellington
Nicaragua/Nicaraguan/Managua|Niger/Nigerien/Niamey|Nigeria/Nigerian/Abuja
North Korea,DPRK/North Korean/Pyongyang|North Macedonia/Macedonian/Skopje|Norway/Norwegian/Oslo
Oman/Omani/Muscat|Pakistan/Pakistani/Islamabad|Palestine/Palestinian/Ramallah
Panama/Panamanian/Panama City|Papua New Guinea/Papua New Guinean/Port Moresby
Paraguay/Paraguayan/Asuncion|Peru/Peruvian/Lima|Philippines/Filipino,Filipina,Philippine/Manila
Poland/Polish,Pole/Warsaw|Portugal/Portuguese/Lisbon|Qatar/Qatari/Doha
Romania/Romanian/Bucharest|Russia,Russian Federation/Russian/Moscow|Rwanda/Rwandan/Kigali
Samoa/Samoan/Apia|Saudi Arabia/Saudi,Saudi Arabian/Riyadh|Senegal/Senegalese/Dakar
Serbia/Serbian,Serb/Belgrade|Sierra Leone/Sierra Leonean/Freetown|Singapore/Singaporean/
Slovakia/Slovak,Slovakian/Bratislava|Slovenia/Slovenian,Slovene/Ljubljana
Solomon Islands/Solomon Islander/Honiara|Somalia/Somali/Mogadishu
South Africa/South African/Pretoria,Cape Town|South Korea/South Korean/Seoul
South Sudan/South Sudanese/Juba|Spain/Spanish,Spaniard/Madrid|Sri Lanka/Sri Lankan/Colombo
Sudan/Sudanese/Khartoum|Suriname/Surinamese/Paramaribo|Sweden/Swedish,Swede/Stockholm
Switzerland/Swiss/Bern|Syria/Syrian/Damascus|Taiwan/Taiwanese/Taipei
Tajikistan/Tajik,Tajikistani/Dushanbe|Tanzania/Tanzanian/Dodoma|Thailand/Thai/Bangkok
Togo/Togolese/Lome|Tonga/Tongan/|Trinidad and Tobago,Trinidad/Trinidadian/Port of Spain
Tunisia/Tunisian/Tunis|Turkey,Turkiye,Türkiye/Turkish,Turk/Ankara
Turkmenistan/Turkmen/Ashgabat|Uganda/Ugandan/Kampala|Ukraine/Ukrainian/Kyiv,Kiev
United Arab Emirates,UAE,Emirates/Emirati/Abu Dhabi
United Kingdom,UK,U.K.,Britain,Great Britain/British,Briton/London,Westminster,Downing Street
United States,United States of America,US,U.S.,USA,U.S.A.,America/American/Washington,White House
Uruguay/Uruguayan/Montevideo|Uzbekistan/Uzbek,Uzbekistani/Tashkent|Vanuatu/Ni-Vanuatu/Port Vila
Vatican,Holy See//Vatican City|Venezuela/Venezuelan/Caracas|Vietnam/Vietnamese/Hanoi
Yemen/Yemeni/Sanaa|Zambia/Zambian/Lusaka|Zimbabwe/Zimbabwean/Harare
European Union,EU//|United Nations,UN,U.N.//|England/English/|Scotland/Scottish,Scot/Edinburgh
Wales/Welsh/Cardiff|Hong Kong/Hongkonger/|Tibet/Tibetan/Lhasa|Crimea/Crimean/|Gaza/Gazan/
Europe/European/|Asia/Asian/|Africa/African/
"""

CONTINENTS = frozenset({"Europe", "Asia", "Africa"})


class Place(NamedTuple):
    """A name of a country in a text: where it stands, which country, whether by its capital."""

    start: int
    end: int
    country: str
    capital: bool


def _names() -> dict[str, tuple[str, bool]]:
    found: dict[str, tuple[str, bool]] = {}
    for line in _LISTED.replace("\n", "|").strip("|").split("|"):
        names, people, capitals = line.split("/")
        country = names.split(",")[0]
        found |= dict.fromkeys(names.split(","), (country, False))
        found |= {f"{each}{s}": (country, False) for each in people.split(",") for s in ("", "s")}
        found |= dict.fromkeys(capitals.split(","), (country, True))
    return {name: value for name, value in found.items() if len(name) > 1}


_NAMES = _names()
_NAME = re.compile(
    r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(_NAMES, key=len, reverse=True))) + r")(?!\w)"
)


def places(text: str) -> list[Place]:
    """The countries that a text names, in order, as written with capitals."""
    return [Place(m.start(), m.end(), *_NAMES[m[0]]) for m in _NAME.finditer(text)]
