/**
 * Networks of a few bytes, in bundles like those of real ones: what is tested is what happens to a
 * version, not what it sees.
 */
package dev.weft.testsupport.models;
