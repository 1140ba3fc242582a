/**
 * Programs that {@code weft bench peer} compares Weft with, and what they share: settings, and the
 * way from an upload event to its answer. Without any of Weft's code.
 */
package dev.weft.benchpeer;
