import type { RegionPlace } from "#catalog/clouds/define.ts";

/**
 * Metropolitan areas that several providers share, with rough places: for a map of the world. Recalled, like everything
 * about where data centres are.
 */
export const AMSTERDAM: RegionPlace = ["NL", "Amsterdam", 52.4, 4.9];
export const ASHBURN: RegionPlace = ["US", "Ashburn", 39, -77.5];
export const ATLANTA: RegionPlace = ["US", "Atlanta", 33.7, -84.4];
export const BENGALURU: RegionPlace = ["IN", "Bengaluru", 13, 77.6];
export const BERLIN: RegionPlace = ["DE", "Berlin", 52.5, 13.4];
export const BOGOTA: RegionPlace = ["CO", "Bogotá", 4.7, -74.1];
export const CHICAGO: RegionPlace = ["US", "Chicago", 41.9, -87.6];
export const DALLAS: RegionPlace = ["US", "Dallas", 32.8, -96.8];
export const DUBAI: RegionPlace = ["AE", "Dubai", 25.2, 55.3];
export const DUBLIN: RegionPlace = ["IE", "Dublin", 53.3, -6.3];
export const FRANKFURT: RegionPlace = ["DE", "Frankfurt", 50.1, 8.7];
export const HONG_KONG: RegionPlace = ["HK", "Hong Kong", 22.3, 114.2];
export const HYDERABAD: RegionPlace = ["IN", "Hyderabad", 17.4, 78.5];
export const JAKARTA: RegionPlace = ["ID", "Jakarta", -6.2, 106.8];
export const JOHANNESBURG: RegionPlace = ["ZA", "Johannesburg", -26.2, 28];
export const KUALA_LUMPUR: RegionPlace = ["MY", "Kuala Lumpur", 3.1, 101.7];
export const LONDON: RegionPlace = ["GB", "London", 51.5, -0.1];
export const LOS_ANGELES: RegionPlace = ["US", "Los Angeles", 34.1, -118.2];
export const MADRID: RegionPlace = ["ES", "Madrid", 40.4, -3.7];
export const MARSEILLE: RegionPlace = ["FR", "Marseille", 43.3, 5.4];
export const MELBOURNE: RegionPlace = ["AU", "Melbourne", -37.8, 145];
export const MILAN: RegionPlace = ["IT", "Milan", 45.5, 9.2];
export const MONTREAL: RegionPlace = ["CA", "Montréal", 45.5, -73.6];
export const MUMBAI: RegionPlace = ["IN", "Mumbai", 19.1, 72.9];
export const OSAKA: RegionPlace = ["JP", "Osaka", 34.7, 135.5];
export const OSLO: RegionPlace = ["NO", "Oslo", 59.9, 10.7];
export const PARIS: RegionPlace = ["FR", "Paris", 48.9, 2.4];
export const PHOENIX: RegionPlace = ["US", "Phoenix", 33.4, -112.1];
export const QUERETARO: RegionPlace = ["MX", "Querétaro", 20.6, -100.4];
export const SANTIAGO: RegionPlace = ["CL", "Santiago", -33.4, -70.7];
export const SAO_PAULO: RegionPlace = ["BR", "São Paulo", -23.6, -46.6];
export const SEATTLE: RegionPlace = ["US", "Seattle", 47.6, -122.3];
export const SEOUL: RegionPlace = ["KR", "Seoul", 37.6, 127];
export const SINGAPORE: RegionPlace = ["SG", "Singapore", 1.4, 103.8];
export const STOCKHOLM: RegionPlace = ["SE", "Stockholm", 59.3, 18.1];
export const SYDNEY: RegionPlace = ["AU", "Sydney", -33.9, 151.2];
export const TEL_AVIV: RegionPlace = ["IL", "Tel Aviv", 32.1, 34.8];
export const TOKYO: RegionPlace = ["JP", "Tokyo", 35.7, 139.7];
export const TORONTO: RegionPlace = ["CA", "Toronto", 43.7, -79.4];
export const WARSAW: RegionPlace = ["PL", "Warsaw", 52.2, 21];
export const ZURICH: RegionPlace = ["CH", "Zürich", 47.4, 8.5];
