import { createPlayer } from "#components/replay/player.ts";
import { island } from "#components/ui/islands.ts";

/** Moves the picture of a past outage through its minutes. */
island("replay", createPlayer);
