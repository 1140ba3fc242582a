/**
 * What a training starts from: the version that serves, the parent and its root, the base for
 * classes of one's own, and what of them goes on in the new version.
 */
package dev.weft.trainer.run.start;
