/**
 * What a training starts from: the serving version, the parent and its root, the base of a first
 * training, and what the new version inherits from them.
 */
package dev.weft.trainer.run.start;
