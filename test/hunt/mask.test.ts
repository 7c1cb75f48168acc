import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskText, masks, type Mask } from '../../src-main/hunt/mask.ts';
import { huntRules } from '../../src-main/hunt/index.ts';
import { columnsOf } from '../help/columns-of.ts';
import { aggregate, ruleOf } from './rule-text.ts';

describe('masks of command lines', () => {
  test.each([
    ['kubectl config get-contexts', 'kubectl config get-contexts'],
    ['/opt/homebrew/bin/kubectl  config\tget-contexts', 'kubectl config get-contexts'],
    ['"C:\\Program Files\\k8s\\KUBECTL.EXE" config get-contexts', 'kubectl config get-contexts'],
    ['kubectl.exe get pods -n payments -o wide', 'kubectl get pods -n * -o wide'],
    ['kubectl get pods --namespace=payments', 'kubectl get pods --namespace=*'],
    ['kubectl get pods --namespace "two words"', 'kubectl get pods --namespace *'],
    ['kubectl -npayments logs quote-engine-5d8f7c9b4d-x2v9k -f', 'kubectl -n* logs quote-engine-* -f'],
    ['kubectl exec -it cron-28374650-bc2f7 -- sh', 'kubectl exec -it cron-* -- sh'],
    ['kubectl delete pod node-agent-x2v9k', 'kubectl delete pod node-agent-*'],
    ['kubectl get svc payments-https', 'kubectl get svc payments-https'],
    ['kubectl logs db-0 --tail=200', 'kubectl logs db-* --tail=*'],
    ['kubectl get pod -l commit=9edcffc12', 'kubectl get pod -l commit=*'],
    ['kubectl get uid 5b2f1c70-0001-4a6b-8c7d-000000000001', 'kubectl get uid *'],
    ['kubectl describe deadbeef', 'kubectl describe deadbeef'],
    ['', ''],
  ])('%s', (text, wanted) => {
    expect(maskText(text, masks)).toBe(wanted);
  });

  test('only those that are named', () => {
    expect(maskText('/bin/kubectl get -n payments pod-1', ['namespace'])).toBe('/bin/kubectl get -n * pod-1');
  });

  const word = fc.oneof(fc.constantFrom('kubectl', '-n', '--namespace=', '"', '\'', '.exe', '/', '\\', 'pod-5d8f7c9b4d-x2v9k', '9edcffc1', ' ', '*', '-', '12'), fc.string({ maxLength: 6 }));
  const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(''));
  const some = fc.subarray([...masks]);

  test('masking what is masked changes nothing, and neither order nor repetition of masks matters', () => {
    fc.assert(fc.property(line, some, (text, wanted: Mask[]) => {
      const once = maskText(text, wanted);
      expect(maskText(once, wanted)).toBe(once);
      expect(maskText(text, [...wanted].reverse().concat(wanted))).toBe(once);
    }), { numRuns: 3000 });
  });

  test('no digit is left where numbers are masked', () => {
    fc.assert(fc.property(line, (text) => {
      expect(maskText(text, ['number'])).not.toMatch(/\d/);
    }), { numRuns: 500 });
  });

  test.each(['a-'.repeat(500_000), '-n '.repeat(400_000), 'bcdfg2-'.repeat(200_000), `"${'x'.repeat(1_000_000)}`, `-n "${'x '.repeat(400_000)}`, '0'.repeat(1_000_000)])('a hostile line of a million letters takes no time (%#)', (text) => {
    const begun = performance.now();
    maskText(text, masks);
    expect(performance.now() - begun).toBeLessThan(250);
  });
});

describe('derived fields', () => {
  const counted = (derive: string, field: string) => ruleOf(`derive: ${derive}\n${aggregate(`by: [user.name]\nwindow: { type: whole }\nmeasures: { n: { count_distinct: ${field} }, shown: { values: ${field} } }\nwhen: { measure: n, at_least: 1 }`)}`, { requires: '{ datasets: [aws.cloudtrail] }' });
  const valuesOf = (derive: string, field: string, events: readonly Readonly<Record<string, string | readonly string[]>>[]) => {
    const rule = counted(derive, field);
    const columns = columnsOf(events.map((one, at) => ({ 'event.dataset': 'aws.cloudtrail', 'event.action': 'get', 'user.name': 'j', ...one, time: at })));
    return [...huntRules([rule], columns)][0]!.findings[0]!.values[field]!.map(({ value, count }) => `${value} ${count}`);
  };

  test('texts that are the same behind their masks are one value', () => {
    expect(valuesOf('{ command: { mask: process.command_line } }', 'command', [{ 'process.command_line': 'kubectl logs a-5d8f7c9b4d-x2v9k' }, { 'process.command_line': '/bin/kubectl logs a-5d8f7c9b4d-bbbb2' }, { 'process.command_line': 'kubectl logs b' }]))
      .toEqual(['kubectl logs a-* 2', 'kubectl logs b 1']);
  });

  test('of several values coalesce takes the first as it was written, and the other field where there is none', () => {
    expect(valuesOf('{ first_ip: { coalesce: [k8s.audit.claimed_ips, source.ip] } }', 'first_ip', [{ 'source.ip': '203.0.113.9', 'k8s.audit.claimed_ips': ['9.9.9.9', '1.1.1.1'] }, { 'source.ip': '203.0.113.9' }]))
      .toEqual(['203.0.113.9 1', '9.9.9.9 1']);
  });

  test('a mask is of one field, and its name must be known', () => {
    expect(() => counted('{ c: { mask: k8s.audit.claimed_ips } }', 'c')).toThrow(/may have several values/);
    expect(() => counted('{ c: { mask: process.command_line, masks: [pods] } }', 'c')).toThrow(/not one of program, namespace, pod/);
    expect(() => counted('{ c: { mask: process.command_line, coalesce: [user.name] } }', 'c')).toThrow(/one of coalesce, tuple, mask/);
  });
});
