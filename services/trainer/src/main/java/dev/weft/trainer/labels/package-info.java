/** Labels of images, from the topic to the images that a training may use. */
package dev.weft.trainer.labels;
