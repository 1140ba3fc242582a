/** Shows a model's rollout as text, and follows it until it has ended. */
package dev.weft.console.rollout;
