/** Makes model versions of Keras weight files. */
package dev.weft.xception.keras;
