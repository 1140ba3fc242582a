/**
 * Whether a version may be loaded here: tried in a process of its own, with a memory of what
 * failed.
 */
package dev.weft.classifier.trial;
