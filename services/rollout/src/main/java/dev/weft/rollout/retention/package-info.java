/** Which versions may go, and their going. */
package dev.weft.rollout.retention;
