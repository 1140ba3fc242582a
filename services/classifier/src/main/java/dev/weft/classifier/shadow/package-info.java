/**
 * Runs a candidate on images that the serving version has answered; its predictions are not
 * answers.
 */
package dev.weft.classifier.shadow;
