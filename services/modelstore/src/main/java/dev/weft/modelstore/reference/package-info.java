/**
 * Distributions of a version's answers for its test images, against which drift of live images is
 * measured.
 */
package dev.weft.modelstore.reference;
