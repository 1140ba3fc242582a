/** Effect of thresholds for uncertain answers on images whose labels are known. */
package dev.weft.gateway.uncertainty;
