import { type CloudNames, DENIED, sentencesIn } from "#domain/attribution/named.ts";

/** What follows these is said to be the cause, as far as the clause goes. */
const CAUSE =
  /\b(?:(?:caused|triggered|introduced) by|due to|because of|(?:a|the) result of|(?:resulted|resulting|stemmed|stemming|stems) from|traced (?:back )?to|root cause (?:was|is)|cause (?:was|has been) (?:identified as|found to be))\s+([^,;:()]{3,160}?)(?=[,;:().]|\s+(?:and|but|which|while|so)\s|$)/g;

/** Causes that lie in the vendor's own hands, or in its chain, and in no cloud. "A database issue" may be anyone's. */
const OWN =
  /\b(?:deploy(?:ment|s)?|releases?|roll-?outs?|code change|config(?:uration)? (?:change|error|mistake)|misconfigur\w*|bugs?|regression|(?:database|schema|data) migration|memory leak|expired certificate|certificate expir\w*|ddos|denial[- ]of[- ]service|hard fork|human error|operator error)\b/;

/** Somebody else's hands: whose, is not said, and it may be a cloud's. */
const OTHERS =
  /\b(?:upstream|providers?|third[- ]part(?:y|ies)|vendors?|suppliers?|partners?|cloud|hosting|hosted|data ?cent(?:er|re)s?|isp|cdn)\b/;

/** What somebody only holds to be possible is no statement. */
const HEDGED =
  /\b(?:may|might|could|can|possibl[ey]|probabl[ey]|likely|appears?|seems?|suspect\w*|believe\w*|think|potential\w*|investigat\w*|looking into|whether|if)\b/;

/**
 * Whether a vendor states a cause for an outage that is no cloud: a bad deployment, an expired certificate, a hard fork.
 * Only what is said to be the cause in plain words counts, in a sentence that denies and guesses nothing, and that names
 * neither a cloud nor anybody else. Rather one too few is found: it takes an attribution away.
 */
export function statesOwnCause(texts: readonly string[], names: CloudNames): boolean {
  return sentencesIn(texts).some((sentence) => {
    if (DENIED.test(sentence) || HEDGED.test(sentence) || OTHERS.test(sentence) || names.quick.test(sentence))
      return false;
    return [...sentence.matchAll(CAUSE)].some(([, cause = ""]) => OWN.test(cause));
  });
}
