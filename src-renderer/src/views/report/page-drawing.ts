import { h, type FunctionalComponent, type VNode } from 'vue';
import { visible } from '../../shape/evidence-text.ts';
import type { SvgNode } from '../../shape/svg-tree.ts';

/** A drawing as elements of the page: nothing becomes markup on the way. */
export const PageDrawing: FunctionalComponent<{ readonly drawing: SvgNode; readonly label: string }> = ({ drawing, label }) => {
  const { width, height, viewBox, ...rest } = drawing.attributes;
  return h('svg', { ...rest, class: 'drawing', viewBox: viewBox ?? `0 0 ${width} ${height}`, role: 'img', 'aria-label': visible(label) }, drawing.children.map(drawn));
};
PageDrawing.props = ['drawing', 'label'];

function drawn(node: SvgNode | string): VNode | string {
  return typeof node === 'string' ? node : h(node.tag, node.attributes, node.children.map(drawn));
}
