/**
 * Networks of a few bytes in realistic bundles, for tests of the handling of versions rather than
 * of their predictions.
 */
package dev.weft.testsupport.models;
