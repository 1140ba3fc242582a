/**
 * The engine interface: {@link dev.weft.xception.engine.Engine}, its options, and the check of its
 * answers. {@link dev.weft.xception.engine.load.Engines} loads one.
 */
package dev.weft.xception.engine;
