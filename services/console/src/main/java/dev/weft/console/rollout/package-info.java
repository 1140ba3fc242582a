/** A model's rollout as text, and what changed in it, until it has ended. */
package dev.weft.console.rollout;
