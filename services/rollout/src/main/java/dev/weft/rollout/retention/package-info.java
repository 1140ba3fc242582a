/** Retention: selects versions that may be removed, and removes them. */
package dev.weft.rollout.retention;
