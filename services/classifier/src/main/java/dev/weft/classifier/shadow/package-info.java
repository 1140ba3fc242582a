/**
 * Runs a candidate on images that the serving version has answered; what it says answers nobody.
 */
package dev.weft.classifier.shadow;
