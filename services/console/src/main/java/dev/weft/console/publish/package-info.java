/**
 * Uploads images and waits for their predictions; how many were right, and which classes are
 * confused.
 */
package dev.weft.console.publish;
