/**
 * The two phases of training: {@link dev.weft.trainer.phase.FreezePhase} trains a head on cached
 * features, {@link dev.weft.trainer.phase.FineTunePhase} the end of the network on cached
 * activations. Both stop early, keep the best weights, say how far they are, and go on from a
 * checkpoint.
 */
package dev.weft.trainer.phase;
