/**
 * What runs a network, whichever it is: {@link dev.weft.xception.engine.Engine}, its options, and
 * the check that it answers as it must. {@link dev.weft.xception.engine.load.Engines} loads one.
 */
package dev.weft.xception.engine;
