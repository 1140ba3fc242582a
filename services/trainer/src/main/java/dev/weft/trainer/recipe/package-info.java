/** How to train, with a value for everything. */
package dev.weft.trainer.recipe;
