/** The head on frozen features: search for its settings, and training. */
package dev.weft.trainer.phase.head;
