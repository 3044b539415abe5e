import { expect, it } from "vitest";
import { placePath, placeText, plainPlaceText } from "#domain/publish/place.ts";

const region = { provider: "aws", region: "us-east-1" };
const whole = { provider: "aws", region: null };

it("a place is named by its provider and its region, whose hyphens break no line in running text", () => {
  expect([plainPlaceText(region), plainPlaceText(whole)]).toEqual(["AWS us-east-1", "AWS"]);
  expect([placeText(region), placeText(whole)]).toEqual(["AWS us\u2011east\u20111", "AWS"]);
});

it("the page of a provider as a whole is above those of its regions", () => {
  expect([placePath(region), placePath(whole)]).toEqual(["/clouds/aws/us-east-1", "/clouds/aws"]);
});
