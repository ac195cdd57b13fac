import { useEffect, useReducer } from 'preact/hooks';

const TOAST_SHOWN = 3500;

const START = { phones: [], faults: [], toasts: [], doing: {}, meters: {}, ahead: 0, online: true };

/** A phone's new state: bubbles that came or changed are merged, `ids` says which there are and in what order. */
function mergePhone(phones, { ids, bubbles, ...phone }) {
  const before = phones.find(({ key }) => key === phone.key);
  const same = before?.personKey === phone.personKey;
  const known = new Map(same ? before.bubbles.map((bubble) => [bubble.id, bubble]) : []);
  for (const bubble of bubbles) known.set(bubble.id, bubble);
  const merged = { ...phone, bubbles: ids.map((id) => known.get(id)).filter(Boolean) };
  return before ? phones.map((old) => (old.key === phone.key ? merged : old)) : [...phones, merged];
}

function reduce(state, { event, data }) {
  switch (event) {
    case 'phone':
      return { ...state, phones: mergePhone(state.phones, data) };
    case 'doing':
      return { ...state, doing: { ...state.doing, [data.key]: data.action } };
    case 'faults':
      return { ...state, faults: data };
    case 'clock':
      return { ...state, ahead: data.ahead };
    case 'meter':
      return { ...state, meters: { ...state.meters, [data.key]: data.meter } };
    case 'toast':
      return { ...state, toasts: [...state.toasts, data] };
    case 'toast-over':
      return { ...state, toasts: state.toasts.filter((toast) => toast !== data) };
    case 'online':
      return { ...state, online: data };
    default:
      return state;
  }
}

/** The sandbox's stream as state. It reconnects by itself and is then told everything anew. */
export function useFeed() {
  const [state, dispatch] = useReducer(reduce, START);
  useEffect(() => {
    const source = new EventSource('/sandbox/events');
    for (const event of ['phone', 'doing', 'faults', 'clock', 'meter'])
      source.addEventListener(event, ({ data }) => dispatch({ event, data: JSON.parse(data) }));
    source.addEventListener('toast', ({ data }) => {
      const toast = JSON.parse(data);
      dispatch({ event: 'toast', data: toast });
      if (!toast.alert) setTimeout(() => dispatch({ event: 'toast-over', data: toast }), TOAST_SHOWN);
    });
    source.addEventListener('open', () => dispatch({ event: 'online', data: true }));
    source.addEventListener('error', () => dispatch({ event: 'online', data: false }));
    return () => source.close();
  }, []);
  return { ...state, dismiss: (toast) => dispatch({ event: 'toast-over', data: toast }) };
}
