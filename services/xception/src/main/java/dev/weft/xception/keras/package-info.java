/** Creates model versions from Keras weight files. */
package dev.weft.xception.keras;
