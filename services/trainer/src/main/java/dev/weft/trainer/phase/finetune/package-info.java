/** Training of the end of the network on cached activations. */
package dev.weft.trainer.phase.finetune;
