/** The effective settings of a training. */
package dev.weft.trainer.recipe;
