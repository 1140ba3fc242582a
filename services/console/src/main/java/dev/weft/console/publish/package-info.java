/** Uploads images, waits for their predictions, and computes accuracy and confusion. */
package dev.weft.console.publish;
