/**
 * What both phases of training share: epochs and their history, progress, and checkpoints. {@link
 * dev.weft.trainer.phase.head.FreezePhase} trains a head on cached features, {@link
 * dev.weft.trainer.phase.finetune.FineTunePhase} the end of the network on cached activations. Both
 * stop early, keep the best weights, report progress, and resume from a checkpoint.
 */
package dev.weft.trainer.phase;
