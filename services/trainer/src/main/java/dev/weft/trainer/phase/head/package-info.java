/** The head on frozen features: the search for its settings, and its training. */
package dev.weft.trainer.phase.head;
